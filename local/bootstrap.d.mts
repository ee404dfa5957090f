type LockEntry = { version?: string; optional?: boolean; os?: string[]; cpu?: string[]; libc?: string[] };

export function isSupported(version: string): boolean;
export function nodePackage(platform: string, arch: string): string;
export function explainNpm(output: string, doing: string): string;
export function isInstalled(lock: Record<string, LockEntry>, installed: Record<string, LockEntry>): boolean;
