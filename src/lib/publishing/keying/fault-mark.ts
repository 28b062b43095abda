/** A fault with its field: told to stand like this on the paper, another fault of the same field is told again. */
export const faultMark = (field: string, fault: string): string => `${fault}:${field}`;
