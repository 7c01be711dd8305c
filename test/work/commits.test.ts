import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Commits, createCommits } from '../../src/work/sqlite/commits.ts';

let db: DatabaseSync;
let commits: Commits;
const said: string[] = [];

beforeEach(() => {
  db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE t (name TEXT UNIQUE)');
  said.length = 0;
  const exec = db.exec.bind(db);
  db.exec = (sql) => {
    said.push(sql);
    exec(sql);
  };
  commits = createCommits(db);
});
afterEach(() => db.close());

const add = (name: string) => () => void db.prepare('INSERT INTO t VALUES (?)').run(name);
const names = () =>
  db
    .prepare('SELECT name FROM t')
    .all()
    .map((row) => row.name);

test('the writes of one turn are one transaction with one flush', async () => {
  await Promise.all([
    commits.write('unflushed', add('a')),
    commits.write('flushed', add('b')),
    commits.write('unflushed', add('c')),
  ]);
  expect(names()).toEqual(['a', 'b', 'c']);
  expect(said).toEqual(['PRAGMA synchronous = FULL; BEGIN IMMEDIATE;', 'COMMIT']);
  await commits.write('unflushed', add('d'));
  expect(said[2]).toContain('NORMAL');
});

test('nothing is promised before it is committed', async () => {
  let committed = false;
  const written = commits.write('flushed', add('a')).then(() => {
    committed = db.isTransaction === false && names().length === 1;
  });
  expect(names()).toEqual([]);
  await written;
  expect(committed).toBe(true);
});

test('an error of one write is its own; the others are kept', async () => {
  const results = await Promise.allSettled([
    commits.write('flushed', add('a')),
    commits.write('flushed', () => {
      throw new TypeError('a change that fails');
    }),
    commits.write('flushed', add('c')),
  ]);
  expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(names()).toEqual(['a', 'c']);
});

test('an error of the database undoes the whole transaction and is told to all', async () => {
  await commits.write('flushed', add('a'));
  const results = await Promise.allSettled([commits.write('flushed', add('b')), commits.write('flushed', add('a'))]);
  expect(results.map((each) => each.status)).toEqual(['rejected', 'rejected']);
  expect(names()).toEqual(['a']);
  await commits.write('flushed', add('c'));
  expect(names()).toEqual(['a', 'c']);
});

test('closing commits what waits and refuses what comes later', async () => {
  const last = commits.write('flushed', add('a'));
  commits.close();
  await last;
  expect(names()).toEqual(['a']);
  await expect(commits.write('flushed', add('b'))).rejects.toThrow(/closed/);
});
