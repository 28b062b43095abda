import axe from 'axe-core';
import type { Page } from 'playwright-core';

export interface Problem {
  readonly path: string;
  readonly problem: string;
}

async function accessible(page: Page, complain: (problem: string) => void): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }));
  for (const violation of violations) complain(`axe ${violation.id}: ${violation.nodes[0]?.html.slice(0, 120)}`);
}

/** What is wrong with a page as a reader meets it: its status, headings, language, width, accessibility, scripts, console. */
export async function problemsOf(page: Page, address: string, path: string, { script, status }: { script: boolean; status: number }): Promise<Problem[]> {
  const found: Problem[] = [];
  const complain = (problem: string) => found.push({ path, problem });
  const onConsole = (message: { type: () => string; text: () => string }) => {
    if (message.type() === 'error' && !/404/.test(message.text())) complain(message.text());
  };
  page.on('console', onConsole);
  const response = await page.goto(address + path);
  if (response?.status() !== status) complain(`status ${response?.status()}`);
  if ((await page.locator('h1').count()) !== 1) complain('not one h1');
  if ((await page.locator('main').count()) !== 1) complain('not one main');
  if (!(await page.locator('html').getAttribute('lang'))?.startsWith(/^\/en(\/|$)/.test(path) ? 'en' : 'es')) complain('wrong language');
  if (script) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) complain(`${wide} px wider than the screen`);
    await accessible(page, complain);
    if ((await page.locator('body script').count()) > 0 && !path.includes('buscar')) complain('a script');
  }
  page.off('console', onConsole);
  return found;
}
