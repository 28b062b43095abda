/** The sentences of surveys, from the phone to what is published. */
export { field } from './en-field.ts';
export { formEditor } from './en-form-editor.ts';
export { intake } from './en-intake.ts';
export { keying } from './en-keying.ts';
export { paperForm } from './en-paper-form.ts';
export { publicForm } from './en-public-form.ts';
export { review } from './en-review.ts';
export { sampleSize } from './en-sample-size.ts';
export { surveyDesk } from './en-survey-desk.ts';
export { surveyFiles } from './en-survey-files.ts';
export { surveys } from './en-surveys.ts';
