import { callbacks } from '../actions.ts';
import { richSection, richText } from '../blocks/rich.ts';
import { rich } from '../escape.ts';
import type { Modal } from '../types.ts';
import { viewWords as w } from '../words/views.ts';
import { modal } from './modal.ts';

/** What stands in a modal until its content is known. */
export function loadingView(): Modal {
  return modal({ callback: callbacks.loading, title: w.loadingTitle }, [richText(richSection(rich(w.loading)))]);
}
