// Someone at the call page: presses what a person presses, by the names that a screen reader says.
import { expect, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import { recordConnections } from './media.ts';

export class Person {
  readonly name: string;
  readonly page: Page;
  /** What the page's console said at level error, and what it threw. */
  readonly complaints: string[] = [];

  private constructor(name: string, page: Page) {
    this.name = name;
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Someone at a page that stands already. */
  static at(name: string, page: Page): Person {
    return new Person(name, page);
  }

  static async enter(name: string, browser: Browser, options: BrowserContextOptions): Promise<Person> {
    const context = await browser.newContext(options);
    await context.addInitScript(recordConnections);
    return new Person(name, await context.newPage());
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The line that says what state the call is in. */
  get status(): Locator {
    return this.page.getByRole('status');
  }

  get trouble(): Locator {
    return this.page.getByRole('alert');
  }

  /** The own picture. */
  get own(): Locator {
    return this.page.getByLabel('You', { exact: true });
  }

  /** The picture of someone who gave this name. */
  pictureOf(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  /** What stands in the place of someone's picture while their camera is off. */
  pictureOffOf(name: string): Locator {
    return this.page
      .getByRole('figure')
      .filter({ has: this.pictureOf(name) })
      .getByText('Camera is off');
  }

  async startCamera(): Promise<void> {
    await this.button('Start camera').click();
    await expect(this.own).toBeVisible();
  }

  /** From the start page into a call of one's own, for two or up to so many. Answers its link. */
  async createCall(callName = '', people = 2): Promise<string> {
    await this.page.goto('/');
    await this.startCamera();
    await this.page.getByLabel('Your name').fill(this.name);
    if (callName) await this.page.getByLabel('Name this call').fill(callName);
    if (people > 2) await this.page.getByLabel('For how many').selectOption(`Up to ${people}`);
    await this.button('Create a call').click();
    await expect(this.status).toContainText('Waiting for someone');
    return this.page.url();
  }

  /** Opens a call's link, starts the camera and joins. */
  async join(link: string): Promise<void> {
    await this.openLink(link);
    await this.startCamera();
    await this.button('Join').click();
  }

  async openLink(link: string): Promise<void> {
    await this.page.goto(link);
    const name = this.page.getByLabel('Your name');
    await name.fill(this.name);
  }

  async isConnected(): Promise<void> {
    await expect(this.status).toContainText('Connected');
  }
}
