import type { Fault } from './blocks.ts';

export function validateView(_view: unknown, _surface: 'modal' | 'home'): Fault[] {
  return [];
}
