// The thread in which a draft is checked while the page goes on drawing.

import '../../no-eval.ts'
import type { Definition } from '../../../engine/definition.ts'
import type { Json } from '../../../engine/json.ts'
import { verify } from '../../../engine/verify.ts'
import { applyDelta, type Delta } from './delta.ts'

let definition: Json | undefined

self.onmessage = ({ data }: MessageEvent<Delta>) => {
  definition = applyDelta(definition, data)
  self.postMessage(verify(definition as unknown as Definition))
}
