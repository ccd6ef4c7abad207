import * as z from 'zod';

/** What a mailbox is spelled with where nothing has to be quoted, and nothing but ASCII. */
const ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*@([A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}$/;

/** One address of a mailbox, without a name. */
export const mailAddress = (what: string) => z.string().max(254).regex(ADDRESS, 'an e-mail address like team@example.com').describe(what);
