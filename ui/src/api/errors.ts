// The one error a screen ever sees, whichever door it came through.
import { words } from "../words";

export interface ErrorShape {
  code: string;
  message: string;
  field?: string | null;
  kept?: string | null;
  todo?: string | null;
}

/** What happened (`message`), what was kept, what to do; `code` is for programs, `field` for forms. */
export class ApiError extends Error {
  readonly code: string;
  readonly field: string | null;
  readonly kept: string | null;
  readonly todo: string | null;

  constructor(shape: ErrorShape) {
    super(shape.message);
    this.name = "ApiError";
    this.code = shape.code;
    this.field = shape.field ?? null;
    this.kept = shape.kept ?? null;
    this.todo = shape.todo ?? null;
  }
}

const isShape = (value: unknown): value is ErrorShape =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as ErrorShape).code === "string" &&
  typeof (value as ErrorShape).message === "string";

export const isAbort = (error: unknown) =>
  error instanceof DOMException && error.name === "AbortError";

/** Whatever was thrown, as an ApiError. An aborted request stays an abort. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (isShape(thrown)) return new ApiError(thrown);
  if (thrown instanceof TypeError) {
    return new ApiError({ code: "unreachable", ...words.errors.unreachable });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError({ code: "unexpected", ...words.errors.unexpected(message) });
}

/** The error in an answer whose status is not a success. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isShape(body)) return new ApiError(body);
  return new ApiError({ code: `http_${response.status}`, ...words.errors.answer(response.status) });
}
