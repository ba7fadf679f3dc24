// How OpenAPI describes the fields that many answers have.

export const TIME = { type: String, format: 'date-time' } as const;
export const TIME_OR_NULL = { ...TIME, nullable: true } as const;
export const TEXT_OR_NULL = { type: String, nullable: true } as const;
export const CURSOR = { ...TEXT_OR_NULL, description: 'The `cursor` of the next page; null on the last.' } as const;
export const ONLY_WHEN_SO = { type: Boolean, enum: [true], required: false } as const;
