import type { AssignedUnit, Draw, FrameLine } from '#lib/surveys/field/field-store.ts';
import type { Progress, quotaProgress } from '#lib/surveys/field/progress.ts';

export interface FieldDesk {
  readonly frames: readonly FrameLine[];
  readonly draws: readonly (Draw & { readonly frameName: string })[];
}

export interface UnitLine extends AssignedUnit {
  readonly progress: Progress | null;
  /** Dwellings to visit, numbers of the unit's own list. */
  readonly visits: readonly number[];
}

export interface OneDraw extends Draw {
  readonly frameName: string;
  readonly units: readonly UnitLine[];
  readonly whole: Progress;
  readonly enumerators: readonly { readonly code: string; readonly units: number; readonly progress: Progress | null }[];
  /** Codes of enumerators who may be sent. */
  readonly available: readonly string[];
  readonly quotas: ReturnType<typeof quotaProgress>;
  /** The frame and the seed give this very draw again. */
  readonly replayed: boolean;
}

/** What an enumerator carries on paper. */
export interface RouteSheet {
  readonly draw: Draw;
  readonly enumerator: string;
  readonly units: readonly (UnitLine & { readonly placeName: string })[];
}

/** Frames, draws and who goes where, for whoever keeps surveys. Each throws `sin-permiso`. */
export interface FieldServices {
  desk(request: Request): Promise<FieldDesk>;
  /** Throws `muestra-no-existe`. */
  one(request: Request, draw: number): Promise<OneDraw>;
  route(request: Request, draw: number, enumerator: string): Promise<RouteSheet>;
  /** The drawn units as CSV, with their chances. */
  csv(request: Request, draw: number): Promise<string>;
  /** Takes `accion` and its fields; gives the address, without language, to go on from. */
  change(request: Request): Promise<string>;
}
