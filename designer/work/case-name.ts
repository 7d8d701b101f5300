export { caseName } from '../../engine/case-name.ts'
