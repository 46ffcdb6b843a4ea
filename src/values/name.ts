/** Whether two logins, or two names of repositories, are the same to GitHub: case does not matter. */
export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
