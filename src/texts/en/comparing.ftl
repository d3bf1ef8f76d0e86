## Comparing a large study: what is said meanwhile and after.
comparing-progress = Comparing the two keyings: { $done } sheets of { $all }
comparing-stopped = Comparing was stopped. Nothing is lost: what is shown is from before. { $key } begins again.
comparing-mispaired = Some sheets look mispaired: M, on the study’s screen, shows them.
comparing-quality = Quality: { $done } sheets of { $all }
comparing-meanwhile = { $settle }: settle what was found so far. { $stop }: stop comparing.
comparing-none = Comparing was stopped. Keying is possible; { $key } begins again.
