// Times and numbers as a reader expects them.

import { currentLanguage } from "./strings.js";

const minute = 60_000;
const hour = 60 * minute;
/** A day in milliseconds. */
export const day = 24 * hour;

/** The time of an RFC 3339 text, or `null`. */
export function time(text) {
  const value = typeof text === "string" ? Date.parse(text) : NaN;
  return Number.isNaN(value) ? null : value;
}

/** `24 Nov 2026`. */
export function date(value) {
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric" }).format(value);
}

/** `24 Nov`, with the year where it is another one than now's. */
export function shortDate(value, now = Date.now()) {
  return new Date(value).getFullYear() === new Date(now).getFullYear()
    ? new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short" }).format(value)
    : date(value);
}

/** `14:05`, and the day before it where it is not today. */
export function clock(value, now = Date.now()) {
  const isToday = new Date(value).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(locale(), {
    ...(isToday ? {} : { day: "numeric", month: "short" }), hour: "2-digit", minute: "2-digit",
  }).format(value);
}

/** `5 minutes ago`, `in 3 days`. */
export function ago(value, now = Date.now()) {
  const distance = value - now;
  const size = Math.abs(distance);
  const format = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "auto" });
  if (size < minute) return format.format(0, "second");
  if (size < hour) return format.format(Math.trunc(distance / minute), "minute");
  if (size < day) return format.format(Math.trunc(distance / hour), "hour");
  if (size < 60 * day) return format.format(Math.trunc(distance / day), "day");
  return format.format(Math.trunc(distance / (30 * day)), "month");
}

/** `30 minutes`, from milliseconds. */
export function span(value) {
  const [count, unit] = value < 2 * minute ? [Math.round(value / 1000), "second"]
    : value < 2 * hour ? [Math.round(value / minute), "minute"]
    : value < 2 * day ? [Math.round(value / hour), "hour"] : [Math.round(value / day), "day"];
  return new Intl.NumberFormat(currentLanguage(), { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** `7,558`, and `1.2M` from a hundred thousand on. */
export function number(value) {
  return new Intl.NumberFormat(currentLanguage(), value >= 100_000
    ? { notation: "compact", maximumFractionDigits: 1 } : {}).format(value);
}

/** English is written the world's way round, not one country's. */
function locale() {
  return currentLanguage() === "en" ? "en-GB" : currentLanguage();
}
