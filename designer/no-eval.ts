// The pages may not make code of text (their content security policy). Zod would try once whether it may, which browsers
// report as an attack. It reads this before its first schema is made.

const settings = globalThis as { __zod_globalConfig?: { jitless?: boolean } }
settings.__zod_globalConfig = { ...settings.__zod_globalConfig, jitless: true }
