// The thread in which a history is computed again while the page goes on drawing.

import '../../no-eval.ts'
import { hear, type Told } from './recompute.ts'

const answer = hear()

self.onmessage = ({ data }: MessageEvent<Told>) => {
  const recomputed = answer(data)
  if (recomputed) self.postMessage(recomputed)
}
