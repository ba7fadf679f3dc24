# syntax=docker/dockerfile:1
# Two stages: the first builds with every tool, the second holds what runs: Node alone, the libraries, what was built.
FROM node:26-bookworm-slim AS build
WORKDIR /parley
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
RUN npm run build
# What was built holds the pages' libraries already; of the optional dependencies Node itself is one, which the image has.
RUN --mount=type=cache,target=/root/.npm rm -rf node_modules \
  && npm ci --omit=dev --omit=optional --workspaces=false --no-audit --no-fund

FROM node:26-bookworm-slim
ENV NODE_ENV=production DATABASE_URL=sqlite:/data/parley.db
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
  /usr/local/bin/yarn /usr/local/bin/yarnpkg /usr/local/include/node \
  && install --directory --owner=node --group=node /data
WORKDIR /parley
COPY --from=build /parley/package.json ./
COPY --from=build /parley/node_modules ./node_modules
COPY --from=build /parley/dist ./dist
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/server/src/main.js"]
