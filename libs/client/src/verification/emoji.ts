// The 64 emoji that people compare, as Matrix published them, so that they differ in every font and have plain names.
// From https://github.com/matrix-org/matrix-spec, data-definitions/sas-emoji.json; Apache License 2.0.

/** An emoji, and what to call it aloud. */
export interface Emoji {
  /** The character. */
  readonly symbol: string;
  /** In English, to be said aloud. */
  readonly name: string;
}

const LIST = `🐶 Dog
🐱 Cat
🦁 Lion
🐎 Horse
🦄 Unicorn
🐷 Pig
🐘 Elephant
🐰 Rabbit
🐼 Panda
🐓 Rooster
🐧 Penguin
🐢 Turtle
🐟 Fish
🐙 Octopus
🦋 Butterfly
🌷 Flower
🌳 Tree
🌵 Cactus
🍄 Mushroom
🌏 Globe
🌙 Moon
☁️ Cloud
🔥 Fire
🍌 Banana
🍎 Apple
🍓 Strawberry
🌽 Corn
🍕 Pizza
🎂 Cake
❤️ Heart
😀 Smiley
🤖 Robot
🎩 Hat
👓 Glasses
🔧 Spanner
🎅 Santa
👍 Thumbs Up
☂️ Umbrella
⌛ Hourglass
⏰ Clock
🎁 Gift
💡 Light Bulb
📕 Book
✏️ Pencil
📎 Paperclip
✂️ Scissors
🔒 Lock
🔑 Key
🔨 Hammer
☎️ Telephone
🏁 Flag
🚂 Train
🚲 Bicycle
✈️ Aeroplane
🚀 Rocket
🏆 Trophy
⚽ Ball
🎸 Guitar
🎺 Trumpet
🔔 Bell
⚓ Anchor
🎧 Headphones
📁 Folder
📌 Pin`;

/** By number. */
export const EMOJI: readonly Emoji[] = LIST.split('\n').map((line) => {
  const [symbol = '', ...name] = line.split(' ');
  return { symbol, name: name.join(' ') };
});
