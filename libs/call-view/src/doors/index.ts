// What a call's door asks for: a chunk of its own, fetched by who stands before one.
export { Knocking } from './knocking.tsx';
export { PasswordField } from './password-field.tsx';
