# syntax=docker/dockerfile:1
# Built with `docker build -t caracal-help .`; runs `serve`. Give it the settings of .env.example; see docs.

FROM node:24-bookworm-slim AS build
WORKDIR /build
# Scripts stay off: the image has its own Node, so the packaged one is not needed.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json LICENSE ./
COPY scripts/copy-tables.ts scripts/
COPY src src
# The sandbox is for trying the bot out: it stays out of the image.
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json && node scripts/copy-tables.ts && rm -rf dist/sandbox
RUN npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3055 CARACAL_HELP_DATA=/data
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3055
# The process drains for up to 10 seconds after SIGTERM.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/caracal-help.js"]
CMD ["serve"]
