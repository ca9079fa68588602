/** Whether a text can be a telephone number; the service knows better which are. */
export const isPhone = (text: string) => /^\+?[\d\s()（）-]{7,24}(?:\s*(?:转|ext\.?|#)\s*\d+)?$/.test(text) && text.replace(/\D/g, "").length >= 7;
