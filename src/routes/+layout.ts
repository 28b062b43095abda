/** No page ships a script; every page is made from the data of the moment. The error page obeys this too. */
export const csr = false;
export const prerender = false;
