export interface Fault {
  pointer: string;
  message: string;
}

export function validateBlocks(blocks: unknown[], _surface: 'message' | 'modal' | 'home'): Fault[] {
  return blocks.length > 50 ? [{ pointer: '/blocks', message: 'no more than 50 items allowed' }] : [];
}

export const blocksTooLong = (blocks: unknown[]): boolean => JSON.stringify(blocks).length > 130_000;
