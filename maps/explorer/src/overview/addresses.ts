/** Whether an address leads into the web: whatever else it is, it does not become a link. */
export const isOfTheWeb = (address: string): boolean => /^https?:\/\//i.test(address);
