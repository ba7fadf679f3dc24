// The OpenAPI document, made of the controllers and the DTOs, and its page.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { API_PREFIX } from './api-prefix.ts';
import { CREDENTIALS } from './documented.decorator.ts';

const INTRODUCTION = `Calls, their participants and the signals between them.
Every refusal is \`application/problem+json\` (RFC 9457) with a stable \`code\`. Unknown fields and query names are refused.
The same is spoken over Socket.IO, where signals arrive by themselves.`;

export function apiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder().setTitle('Parley').setDescription(INTRODUCTION).setVersion('1');
  for (const [name, description] of Object.entries(CREDENTIALS)) {
    builder.addSecurity(name, { type: 'http', scheme: 'bearer', description });
  }
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_controller, method) => method,
  });
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    if (name.endsWith('Dto') && !('$ref' in schema)) schema.additionalProperties = false;
  }
  return document;
}

/** `/api/v1/openapi.json` and `/docs`; the document is made when it is first asked for. */
export function serveApiDocument(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => apiDocument(app), {
    raw: ['json'],
    jsonDocumentUrl: `${API_PREFIX}/openapi.json`,
    // The page asks nobody else: not even whether the document is valid.
    swaggerOptions: { validatorUrl: null, persistAuthorization: false },
    customSiteTitle: 'Parley: REST',
  });
}
