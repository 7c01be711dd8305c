import { expect, test } from 'vitest';
import { createLanes, type Entry } from '../../src/work/sqlite/lanes.ts';

const entry = (id: number, lane: string, enter = 0): Entry => ({ id, lane, enter, notBefore: enter });

test('lanes take turns, each in its order and one at a time', () => {
  const lanes = createLanes();
  for (const one of [entry(1, 'a'), entry(2, 'a'), entry(3, 'b')]) lanes.add(one);
  const first = lanes.next(1)!;
  const second = lanes.next(1)!;
  expect([first.id, second.id]).toEqual([1, 3]);
  expect(lanes.next(1)).toBeNull();
  lanes.finish(first);
  expect(lanes.next(1)?.id).toBe(2);
});

test('a head put back holds its lane until its time', () => {
  const lanes = createLanes();
  lanes.add(entry(1, 'a'));
  lanes.add(entry(2, 'a'));
  lanes.putBack(lanes.next(1)!, 100);
  expect(lanes.next(50)).toBeNull();
  expect(lanes.wakeAt()).toBe(100);
  expect(lanes.next(100)?.id).toBe(1);
  expect(lanes.wakeAt()).toBeNull();
});

test('a timer enters its lane when it is due, after what came before it', () => {
  const lanes = createLanes();
  const due = Date.now() + 60_000;
  lanes.add(entry(1, 'a', due));
  lanes.add(entry(2, 'a'));
  lanes.add(entry(3, 'b', due - 10));
  expect(lanes.wakeAt()).toBe(due - 10);
  const plain = lanes.next(due - 20)!;
  expect(plain.id).toBe(2);
  expect(lanes.next(due)?.id).toBe(3);
  expect(lanes.next(due)).toBeNull();
  lanes.finish(plain);
  expect(lanes.next(due)?.id).toBe(1);
});
