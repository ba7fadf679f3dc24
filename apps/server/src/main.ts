// Starts the server: settings, application, doors, listeners; and stops it in good order.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { AppModule } from './app.module.ts';
import { AT_START, examine } from './doctor/examine.ts';
import { shortReport } from './doctor/report.ts';
import { certificateFor } from './lan/certificate.ts';
import { listenHttps } from './lan/https-listener.ts';
import { servesHttps, withLanAddress } from './lan/lan-settings.ts';
import { localAddresses } from './lan/local-addresses.ts';
import { welcome } from './lan/welcome.ts';
import { PinoLogger } from './operations/pino-logger.ts';
import { stopOnSignal } from './operations/stop-on-signal.ts';
import { servePage } from './page/serve-page.ts';
import { configureRest, refuseUnknownPaths } from './rest/configure-rest.ts';
import { readSettings } from './settings/read-settings.ts';
import { SignalingAdapter } from './signaling/signaling.adapter.ts';
import { startProblem } from './start-problem.ts';
import { startOwnTurnServer } from './turn/own-turn-server.ts';

const built = (folder: string): string => fileURLToPath(new URL(`../../../${folder}`, import.meta.url));

async function start(): Promise<void> {
  const addresses = localAddresses();
  const settings = await startOwnTurnServer(withLanAddress(readSettings(process.env), addresses), addresses);
  const certificate = servesHttps(settings) ? await certificateFor(settings, addresses) : null;

  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    abortOnError: false,
    bodyParser: false,
    logger: new PinoLogger(settings.logLevel),
  });
  app.set('trust proxy', settings.trustedProxies);
  servePage(app, settings, { web: built('web'), client: built('client'), element: built('element') });
  configureRest(app, settings);
  app.useWebSocketAdapter(new SignalingAdapter(app, settings));

  await app.init();
  refuseUnknownPaths(app);
  await app.listen(settings.port, settings.host);
  const httpServer = app.getHttpServer();
  const tlsServer =
    certificate && (await listenHttps(httpServer, certificate, { port: settings.httpsPort, host: settings.host }));
  stopOnSignal(app, tlsServer);

  const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address?.port) || 0;
  const ports = { http: portOf(httpServer.address()), https: tlsServer && portOf(tlsServer.address()) };
  process.stdout.write(`${welcome(settings, addresses, ports)}\n`);
  void examine(settings, AT_START).then((findings) => process.stdout.write(shortReport(findings)));
}

try {
  await start();
} catch (error) {
  process.stderr.write(`${startProblem(error) ?? String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
}
