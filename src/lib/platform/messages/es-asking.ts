/** The sentences of surveys, from the phone to what is published. */
export { field } from './es-field.ts';
export { formEditor } from './es-form-editor.ts';
export { intake } from './es-intake.ts';
export { keying } from './es-keying.ts';
export { paperForm } from './es-paper-form.ts';
export { publicForm } from './es-public-form.ts';
export { review } from './es-review.ts';
export { sampleSize } from './es-sample-size.ts';
export { surveyDesk } from './es-survey-desk.ts';
export { surveyFiles } from './es-survey-files.ts';
export { surveys } from './es-surveys.ts';
