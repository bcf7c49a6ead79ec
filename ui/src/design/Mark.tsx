// The mark of the house, in the accent of the theme.
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 20 20">
      <rect width="20" height="20" rx="6" className="fill-accent" />
      <path
        d="M7 14V6h3.6a2.4 2.4 0 0 1 0 4.9H7m3.4 0L13.2 14"
        className="fill-none stroke-on-accent"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
