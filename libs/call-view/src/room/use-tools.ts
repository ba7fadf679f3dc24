// How a view of the room reaches the tools of its call.
import { useCallView } from '../parts/call-view-context.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { toolsOf, type Tools } from './tools.ts';

export function useTools(call: CurrentCall): Tools {
  return toolsOf(call, useCallView());
}
