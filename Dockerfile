# Two stages: the first builds with every tool, the second holds what runs. The image's own Node is the runtime.
FROM node:26-bookworm-slim AS build
WORKDIR /parley
COPY package.json package-lock.json .npmrc ./
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/
COPY libs/call-rules/package.json libs/call-rules/
COPY libs/call-view/package.json libs/call-view/
COPY libs/client/package.json libs/client/
COPY libs/protocol/package.json libs/protocol/
COPY libs/storage/package.json libs/storage/
RUN npm ci
COPY . .
# The optional dependencies are Node itself, which the image has: they stay behind.
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:26-bookworm-slim
ENV NODE_ENV=production DATABASE_URL=sqlite:/data/parley.db
WORKDIR /parley
COPY --from=build /parley/package.json ./
COPY --from=build /parley/node_modules ./node_modules
COPY --from=build /parley/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/server/src/main.js"]
