/** Pictures of text with few colours: a palette makes a PNG a third as large (W3C: Portable Network Graphics). */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

interface Image {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel: red, green, blue. */
  readonly pixels: Buffer;
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const coloursAtMost = 256;

/** The same picture by a palette of its most frequent colours; what is rarer becomes the nearest of them. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (let place = 0; place < pixels.length; place += 3) {
    const colour = pixels.readUIntBE(place, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts]
    .sort(([one, count], [other, others]) => others - count || one - other)
    .slice(0, coloursAtMost)
    .map(([colour]) => colour);
  const indexes = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indexes.get(pixels.readUIntBE((y * width + x) * 3, 3)) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, each the number of a colour.
  header.set([8, 3], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function nearest(palette: readonly number[], colour: number): number {
  const [red, green, blue] = channels(colour);
  const distances = palette.map((one) => {
    const [r, g, b] = channels(one);
    return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  });
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** Reads what Chromium writes: eight bits a channel, without transparency. @throws Error of another form */
function decode(png: Buffer): Image {
  const parts = new Map<string, Buffer[]>();
  for (let place = signature.length; place < png.length; ) {
    const length = png.readUInt32BE(place);
    const type = png.toString('latin1', place + 4, place + 8);
    parts.set(type, [...(parts.get(type) ?? []), png.subarray(place + 8, place + 8 + length)]);
    place += length + 12;
  }
  const [header] = parts.get('IHDR') ?? [];
  if (header?.[8] !== 8 || header[9] !== 2 || header[12] !== 0)
    throw new Error('the browser wrote a PNG of another form');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const filtered = inflateSync(Buffer.concat(parts.get('IDAT') ?? []));
  return { width, height, pixels: unfilter(filtered, width * 3, height) };
}

/** Takes off each row's filter: what stands before it says which (PNG: "Filter types"). */
function unfilter(filtered: Buffer, stride: number, height: number): Buffer {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const place = y * stride + x;
      const left = x < 3 ? 0 : (pixels[place - 3] ?? 0);
      const above = y === 0 ? 0 : (pixels[place - stride] ?? 0);
      const corner = x < 3 || y === 0 ? 0 : (pixels[place - stride - 3] ?? 0);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      pixels[place] = (filtered[y * (stride + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return pixels;
}

function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
