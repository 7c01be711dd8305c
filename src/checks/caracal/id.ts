/** What the API takes as an ID in a path; anything else would not be one part of it. Source: caracal 2026.06 section 6. */
const idForm = /^[A-Za-z0-9_.\-:]{1,128}$/;

/** May this be asked for: the API refuses everything else with 400, and `.` and `..` would be another path. */
export function isId(value: string): boolean {
  return idForm.test(value) && value !== '.' && value !== '..';
}
