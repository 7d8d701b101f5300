import { nextTurn } from './cases.ts'

const sliceMs = 10
const stride = 16

/**
 * Lets requests in between the parts of a long look, and says when it has taken so many milliseconds of work; what
 * others did meanwhile does not count. To be asked after each small piece of work.
 */
export function createPatience(patienceMs: number): { isOver(): boolean | Promise<boolean> } {
  let [spentMs, asked] = [0, 0]
  let began = performance.now()
  return {
    isOver() {
      if (++asked % stride !== 0) return false
      const sliceSoFarMs = performance.now() - began
      if (spentMs + sliceSoFarMs >= patienceMs) return true
      if (sliceSoFarMs < sliceMs) return false
      spentMs += sliceSoFarMs
      return nextTurn().then(() => {
        began = performance.now()
        return false
      })
    },
  }
}
