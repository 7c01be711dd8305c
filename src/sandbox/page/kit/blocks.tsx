import type { Block, Json } from '../../slack/types.ts';
import { Element } from './elements.tsx';
import { InputBlock } from './input.tsx';
import { Mrkdwn } from './mrkdwn.tsx';
import { RichText } from './rich-text.tsx';
import { TextObject } from './text.tsx';

/** The blocks of a message or view; `text` stands in where there are none, as in Slack. */
export function Blocks({ blocks, text = '' }: { blocks: Block[]; text?: string }) {
  if (blocks.length === 0)
    return text ? (
      <p className="mrkdwn">
        <Mrkdwn text={text} />
      </p>
    ) : null;
  return (
    <div className="blocks">
      {blocks.map((block) => (
        <BlockView key={block.block_id} block={block} />
      ))}
    </div>
  );
}

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);

function BlockView({ block }: { block: Block }) {
  const id = String(block.block_id);
  switch (block.type) {
    case 'rich_text':
      return <RichText elements={list(block.elements)} />;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return (
        <div className="context">
          {list(block.elements).map((element, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: elements of a context have no names and keep their order.
            <span key={at}>{element.type === 'image' ? String(element.alt_text) : <TextObject text={element} />}</span>
          ))}
        </div>
      );
    case 'actions':
    case 'context_actions':
      return (
        <div className="actions">
          {list(block.elements).map((element) => (
            <Element key={`${element.action_id}|${element.value}`} block={id} element={element} />
          ))}
        </div>
      );
    case 'header':
      return (
        <h3 className="header">
          <TextObject text={block.text as Json} />
        </h3>
      );
    case 'divider':
      return <hr />;
    case 'input':
      return <InputBlock block={block} />;
    case 'markdown':
      return <p className="mrkdwn">{String(block.text)}</p>;
    default:
      return <p className="quiet">The page does not draw blocks of the type {block.type}.</p>;
  }
}

function Section({ block }: { block: Block }) {
  return (
    <div className="section">
      {block.text !== undefined && (
        <p className="mrkdwn">
          <TextObject text={block.text as Json} />
        </p>
      )}
      {list(block.fields).length > 0 && (
        <div className="fields">
          {list(block.fields).map((field) => (
            <p key={String(field.text)} className="mrkdwn">
              <TextObject text={field} />
            </p>
          ))}
        </div>
      )}
      {block.accessory !== undefined && <Element block={String(block.block_id)} element={block.accessory as Json} />}
    </div>
  );
}
