// The signs of the picture, as paths on a grid of 12, for the screen and for exported pictures alike. Each stands
// beside a word, or has one as its name.

export const signs = {
  timer: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M6 3.5V6l1.8 1.2',
  rule: 'M6 1l4.2 1.6v3c0 2.6-1.7 4.5-4.2 5.4C3.5 10.1 1.8 8.2 1.8 5.6v-3zM4.2 6l1.3 1.3L8 4.8',
  form: 'M2.5 1.5h7v9h-7zM4.5 4.2h3M4.5 6.2h3M4.5 8.2h1.6',
  role: 'M6 1.6a2 2 0 1 0 0 4a2 2 0 0 0 0-4M2.2 10.5c.4-2.2 1.9-3.3 3.8-3.3s3.4 1.1 3.8 3.3',
  effect: 'M6.8 1.2L2.8 6.8h2.8l-.6 4l4.2-5.8H6.3z',
  stay: 'M9.8 6A3.8 3.8 0 1 1 8.6 3.2M8.9 1.2v2.3H6.6',
  back: 'M4.2 2L1.8 4.4l2.4 2.4M1.8 4.4h5.2a2.8 2.8 0 0 1 0 5.6H5',
  done: 'M1.5 6.5l2 2L7.5 3.5M5.8 8.5L10.5 3.5',
  parallel: 'M4 1.5v9M8 1.5v9',
} as const

export type SignName = keyof typeof signs
