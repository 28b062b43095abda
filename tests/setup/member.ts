import type { Page } from 'playwright-core';

/** A password that the site takes. */
export const PASSWORD = 'cuatro llamas cruzan el puente';

export interface Invited {
  readonly address: string;
  readonly role: string;
  readonly organisation?: string | undefined;
}

/** Fills the form that invites, on the page of somebody who may, and gives the link that is shown once. */
export async function invite(page: Page, site: string, { address, role, organisation }: Invited): Promise<string> {
  await page.goto(`${site}/panel/personas`);
  const form = page.locator('section', { has: page.getByRole('heading', { name: 'Invitar a una persona' }) });
  await form.getByLabel('Correo').fill(address);
  await form.getByLabel('Papel', { exact: true }).selectOption(role);
  if (organisation !== undefined) await form.getByLabel('Organización', { exact: true }).selectOption(organisation);
  await form.getByRole('button').click();
  return (await page.getByRole('status').locator('code, pre').first().innerText()).trim();
}

/** Takes an invitation up, whether the password will do or not. */
export async function accept(page: Page, link: string, name: string, password = PASSWORD): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Su nombre').fill(name);
  await page.getByLabel('Una clave').fill(password);
  await page.getByRole('button', { name: 'Aceptar y entrar' }).click();
}

/** Makes somebody's page theirs: invited from the operator's, accepted on their own, signed in. */
export async function becomeMember(page: Page, name: string, operator: Page, site: string, invited: Invited): Promise<Page> {
  await accept(page, await invite(operator, site, invited), name);
  return page;
}
