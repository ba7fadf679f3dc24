// How a view of the room reaches the tools of its call.
import { usePage } from '../parts/page-context.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { toolsOf, type Tools } from './tools.ts';

export function useTools(call: CurrentCall): Tools {
  return toolsOf(call, usePage());
}
