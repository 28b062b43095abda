import type { GroupNode, InputNode, ModelValueNode, NoteNode, RangeNode, RankNode, RepeatInstanceNode, RepeatRangeControlledNode, RepeatRangeUncontrolledNode, RootNode, SelectNode, TriggerNode, UploadNode } from '@getodk/xforms-engine';

/** Nodes that a person answers. */
export type AskedNode = InputNode | SelectNode | TriggerNode | RangeNode | RankNode | UploadNode;

export type RepeatNode = RepeatRangeControlledNode | RepeatRangeUncontrolledNode;

/** Every node of a filled form. The engine's own union needs types that it does not ship. */
export type FormNode = RootNode | GroupNode | RepeatNode | RepeatInstanceNode | NoteNode | ModelValueNode | AskedNode;

export const childrenOf = (node: FormNode): readonly FormNode[] => (node.currentState.children ?? []) as unknown as readonly FormNode[];
