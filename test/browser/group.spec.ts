// Calls of more than two: everyone sees everyone.
import { expect, test } from './support/fixtures.ts';
import { mediaFlows, pictureMoves } from './support/media.ts';
import type { Person } from './support/person.ts';

type Enter = (name: string) => Promise<Person>;

/** People in one call that the first of them made. */
async function inOneCall(person: Enter, ...names: string[]): Promise<Person[]> {
  const people: Person[] = [];
  let link = '';
  for (const name of names) {
    const someone = await person(name);
    if (link === '') link = await someone.createCall('Round table', 8);
    else await someone.join(link);
    people.push(someone);
  }
  return people;
}

/** The places of the pictures on the page. */
function placesOf(someone: Person): Promise<{ width: number; height: number }[]> {
  return someone.page
    .getByRole('figure')
    .evaluateAll((figures) => figures.map((figure) => figure.getBoundingClientRect().toJSON()));
}

test('three in a call see each other under their names; one hangs up, and the call goes on for the others', async ({
  person,
}) => {
  const people = await inOneCall(person, 'Ada', 'Grace', 'Hopper');
  for (const someone of people) {
    for (const other of people.filter(({ name }) => name !== someone.name)) {
      await expect(someone.pictureOf(other.name)).toBeVisible();
      await pictureMoves(someone.pictureOf(other.name));
      await expect(someone.page.getByRole('figure').getByText(other.name, { exact: true })).toBeVisible();
    }
    await mediaFlows(someone.page);
  }
  const [ada, grace, hopper] = people;
  const [one, other] = await placesOf(ada!);
  expect(one!.width).toBeCloseTo(other!.width);
  expect(one!.height).toBeCloseTo(other!.height);

  await hopper!.button('Hang up').click();
  await expect(ada!.pictureOf('Hopper')).toHaveCount(0);
  await ada!.isConnected();
  await mediaFlows(ada!.page);
  await mediaFlows(grace!.page);
  expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
});
