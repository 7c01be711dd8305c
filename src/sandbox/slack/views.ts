import { type Fault, validateBlocks } from './blocks.ts';
import { plainText } from './kit/objects.ts';
import { bool, isObject, object, type Rule, str, unless } from './kit/rules.ts';

const common: Record<string, Rule> = {
  private_metadata: str(3000),
  callback_id: str(255),
  external_id: str(255),
};

/** Everything about a view but its blocks, which `validateBlocks` looks at. */
const VIEWS: Record<'modal' | 'home', Rule> = {
  modal: object({
    required: { title: plainText(24), blocks: () => {} },
    optional: {
      ...common,
      close: plainText(24),
      submit: plainText(24),
      clear_on_close: bool,
      notify_on_close: bool,
      submit_disabled: bool,
    },
  }),
  home: object({ required: { blocks: () => {} }, optional: common }),
};

const hasInput = (blocks: unknown[]): boolean => blocks.some((block) => isObject(block) && block.type === 'input');

function focused(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + focused(each), 0);
  if (!isObject(value)) return 0;
  const own = value.focus_on_load === true ? 1 : 0;
  return Object.values(value).reduce<number>((sum, each) => sum + focused(each), own);
}

/** Checks a view as Slack does; every fault with a pointer from `/view`, empty where Slack would accept it. */
export function validateView(view: unknown, surface: 'modal' | 'home'): Fault[] {
  const faults: Fault[] = [];
  if (!isObject(view)) return [{ pointer: '/view', message: 'must be an object' }];
  unless(view.type === surface, faults, '/view/type', `must be ${surface}`);
  VIEWS[surface](view, '/view', faults);
  if (view.blocks === undefined) return faults;
  faults.push(...validateBlocks(view.blocks, surface, '/view/blocks'));
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  const needsSubmit = surface === 'modal' && hasInput(blocks) && view.submit === undefined;
  unless(!needsSubmit, faults, '/view', 'missing required field: submit');
  unless(focused(blocks) <= 1, faults, '/view/blocks', 'only one element may have focus_on_load');
  return faults;
}
