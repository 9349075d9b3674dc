import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TargetName } from '../../diagnostics/diagnostic.ts';
import type { Backend, GatewayIr } from '../../ir/index.ts';
import { substitute } from '../../route-test/substitute.ts';
import { certificateFiles } from '../../target/certificate-files.ts';
import { checkCapabilities } from '../../target/check.ts';
import type { OutputFile, TargetOptions } from '../../target/options.ts';
import type { TargetAssets } from '../../target/target.ts';
import { targets } from '../../targets.ts';
import { cleanUpAtEnd } from './clean-up.ts';
import { listen, startEchoes } from './echo.ts';
import { startProxy } from './process.ts';

export interface ProxyPlan {
  readonly target: TargetName;
  readonly binary: string;
  readonly options: TargetOptions;
  readonly assets: TargetAssets;
}

/** A Gateway on loopback, served by a real proxy, with echo backends behind it. */
export interface ServedGateway {
  /** By port of the manifests. */
  readonly ports: ReadonlyMap<number, number>;
  readonly backends: readonly Backend[];
  readonly stop: () => Promise<void>;
}

/** @throws CliError when the proxy does not start. */
export async function serveGateway(gateway: GatewayIr, plan: ProxyPlan): Promise<ServedGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-route-test-'));
  const removeFolder = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  const takeBack = cleanUpAtEnd(removeFolder);
  const echoes = await startEchoes(gateway.backends);
  const clean = async (): Promise<void> => {
    await echoes.stop();
    takeBack();
    removeFolder();
  };
  try {
    const tcp = gateway.sockets.filter(({ kind }) => kind !== 'udp').map(({ port }) => port);
    const ports = await freePorts(tcp);
    const placed = substitute(gateway, { ports, backends: echoes.ports });
    for (const { path, content } of filesOf(placed, folder, plan)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      const text = content.kind === 'public' ? content.text : content.reveal();
      writeFileSync(file, text, { mode: 0o600 });
    }
    const stop = await startProxy(plan.target, plan.binary, folder, [...ports.values()]);
    return {
      ports,
      backends: gateway.backends,
      stop: async () => {
        await stop();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
}

function filesOf(
  gateway: GatewayIr,
  folder: string,
  { target: name, options, assets }: ProxyPlan,
): readonly OutputFile[] {
  const here = { ...options, portOffset: 0, socketFolder: folder, configRoot: null };
  const target = targets[name];
  const { value } = checkCapabilities(gateway, target, here);
  const { files } = target.emit(value, here, assets);
  return [
    ...files.map(({ path, text }): OutputFile => ({
      path,
      content: { kind: 'public', text },
      target: name,
    })),
    ...certificateFiles(gateway.certificates),
  ];
}

/** Ports that nobody has at the moment, all of them held until the last one is found. */
async function freePorts(wanted: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const servers = wanted.map(() => createServer());
  const found = await Promise.all(servers.map(listen));
  await Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
  return new Map(wanted.map((port, index) => [port, found[index] ?? 0]));
}
