namespace Monitor.Core.Recognition.Film;

/// <summary>Follows the lines of text of a film from look to look: what stands still for two looks and looks like a line is followed until it is gone.</summary>
/// <param name="width">Pixels of a row of each look.</param>
/// <param name="height">Rows of each look.</param>
/// <param name="leastHeight">Lines that are lower than this are left to others, in pixels.</param>
public sealed class LineFollower(int width, int height, int leastHeight)
{
    /// <summary>Two looks with no block of pixels that differs by more than this on the average are one picture.</summary>
    private const int Unchanged = 3;

    /// <summary>A line that is found where one is followed is that one, unless it is this much longer.</summary>
    private const double Longer = 1.25;

    /// <summary>Lower letters cannot be read, in pixels.</summary>
    private const int LeastLetters = 5;

    /// <summary>Looks for which something stands still.</summary>
    private const int Short = 2, Long = 4;

    /// <summary>Where more new lines than this are found at once, they are found by chance in something that flickers.</summary>
    private const int MostOfShort = 12, MostOfLong = 60;

    /// <summary>A line that has so many times the strokes in the next two looks is another one.</summary>
    private const double ManyMore = 1.25;

    /// <summary>What is around the gaps between letters is closer to the gaps than this share of their contrast.</summary>
    private const double IsGap = 0.35;

    private readonly List<FollowedLine> open = [], done = [];
    private readonly Strokes steady = new(width, height);
    private Layer before = new(width, height), now = new(width, height);
    private Strokes still = new(width, height), stillBefore = new(width, height), spare = new(width, height);
    private int looks;

    /// <summary>Looks that were added.</summary>
    public int Looks => looks;

    /// <summary>Takes over the pixels of the next look, which <paramref name="fill"/> writes.</summary>
    public void Add(Action<GreyPicture> fill)
    {
        fill(now.Picture);
        var look = looks++;
        if (look > 0 && IsUnchanged())
        {
            foreach (var line in open) line.Stay(look);
            // The second of two equal looks shows what is new in the first.
            if (!before.IsSearched)
            {
                FindStill(before, before);
                Search(look, before);
            }

            before.IsSearched = true;
            return;
        }

        now.Strokes.Find(now.Picture);
        now.IsSearched = false;
        if (look > 0) FindStill(before, now);
        open.RemoveAll(line => IsOfTwoTexts(line, look) || !line.Add(look, now.Picture, now.Strokes.Of(line.Line.IsBright)) && End(line));
        if (look > 0) Search(look, now);
        (before, now) = (now, before);
    }

    /// <summary>Lines that were followed so far, and the pixels of their pictures.</summary>
    public int Lines => open.Count + done.Count;

    public long Pixels { get; private set; }

    /// <summary>All lines, in the order of their beginning.</summary>
    public IReadOnlyList<FollowedLine> Finish()
    {
        // A film of one picture: what it shows stands in it.
        if (looks == 1)
        {
            FindStill(before, before);
            Search(0, before);
        }

        done.AddRange(open);
        open.Clear();
        return [.. done.Where(line => line.LastLook > line.FirstLook || looks == 1).OrderBy(line => line.FirstLook).ThenBy(line => line.Place.Y).ThenBy(line => line.Place.X)];
    }

    private bool End(FollowedLine line)
    {
        if (line.LastLook > line.FirstLook) done.Add(line);
        else Pixels -= line.Picture.Pixels.Length;
        return true;
    }

    private bool IsUnchanged()
    {
        const int Block = 512;
        var at = 0;
        ReadOnlySpan<byte> one = before.Picture.Pixels, other = now.Picture.Pixels;
        for (; at < one.Length; at += Block)
        {
            var length = Math.Min(Block, one.Length - at);
            if (Keyframes.FrameDifference.Absolute(one.Slice(at, length), other.Slice(at, length)) > Unchanged * length) return false;
        }

        return true;
    }

    /// <summary>What stood still for the last two looks, and for the last four: there is less by chance in the latter.</summary>
    private void FindStill(Layer one, Layer other)
    {
        (stillBefore, still, spare) = (still, spare, stillBefore);
        still.Intersect(one.Strokes, other.Strokes);
        // Still now, and still two looks ago.
        steady.Intersect(still, spare);
    }

    private void Search(int look, Layer layer)
    {
        Search(still, look, Short, layer, MostOfShort);
        if (look >= Long - 1) Search(steady, look, Long, layer, MostOfLong);
    }

    private void Search(Strokes strokes, int look, int looksBack, Layer layer, int most)
    {
        var found = new List<FoundLine>();
        foreach (var bright in (bool[])[true, false])
            found.AddRange(StrokeLines.Find(strokes.Of(bright)).Where(box => box.Height >= leastHeight).Select(box => new FoundLine(box, bright)).Where(line => !IsFollowed(line, look) && StandsOut(line, strokes.Of(bright), layer.Picture)));
        if (found.Count > most) return;
        foreach (var line in found.OrderByDescending(line => line.Box.Width)) Take(line, strokes.Of(line.IsBright), look, looksBack, layer);
    }

    /// <summary>Letters and their outline are both followed: what can be read tells which is which.</summary>
    private List<FollowedLine> FollowedAt(FoundLine line) => open.FindAll(other => other.Line.IsBright == line.IsBright && Covers(other.Line.Box, line.Box));

    private bool IsFollowed(FoundLine line, int look) => FollowedAt(line).Exists(other => line.Box.Width < Longer * other.Line.Box.Width || other.Found.Look == look);

    private void Take(FoundLine line, GreyPicture mask, int look, int looksBack, Layer layer)
    {
        if (IsFollowed(line, look)) return;
        var here = FollowedAt(line);
        var followed = new FollowedLine(line, mask, look, looksBack);
        if (followed.Bottom - followed.Top < LeastLetters) return;
        Pixels += followed.Picture.Pixels.Length;
        if (here.Count > 0)
        {
            here[0].Grow(followed);
            followed = here[0];
        }
        else
        {
            open.Add(followed);
        }

        followed.Add(look, layer.Picture, layer.Strokes.Of(line.IsBright));
    }

    /// <summary>Two texts that follow each other in one place have some strokes in common, which look like a line for two looks: then there are many more.</summary>
    private bool IsOfTwoTexts(FollowedLine line, int look) =>
        look > line.Found.Look && look <= line.Found.Look + (line.Found.Looks / 2) && Count((line.Found.Looks == Long ? steady : still).Of(line.Line.IsBright), line.Place) > ManyMore * line.Count;

    private static int Count(GreyPicture mask, TextBox box)
    {
        var count = 0;
        for (var y = box.Y; y < box.Y + box.Height; y++) count += box.Width - mask.Row(y).Slice(box.X, box.Width).Count((byte)0);
        return count;
    }

    /// <summary>What is above and below letters is like what is between them; around the gaps between letters there are letters' colours.</summary>
    private static bool StandsOut(FoundLine line, GreyPicture mask, GreyPicture picture)
    {
        var box = line.Box;
        long inside = 0, outside = 0, around = 0;
        int strokes = 0, rows = 0;
        for (var y = box.Y; y < box.Y + box.Height; y++)
        {
            ReadOnlySpan<byte> marks = mask.Row(y).Slice(box.X, box.Width), levels = picture.Row(y).Slice(box.X, box.Width);
            for (var x = 0; x < marks.Length; x++)
                if (marks[x] == 0) outside += levels[x];
                else (inside, strokes) = (inside + levels[x], strokes + 1);
        }

        var far = Math.Max(4, box.Height / 2);
        foreach (var y in (int[])[box.Y - far, box.Y + box.Height + far])
        {
            if (y < 0 || y >= picture.Height) continue;
            foreach (var level in picture.Row(y).Slice(box.X, box.Width)) around += level;
            rows++;
        }

        double text = inside / (double)Math.Max(1, strokes), between = outside / (double)Math.Max(1, (box.Width * box.Height) - strokes), ring = around / (double)Math.Max(1, rows * box.Width);
        return rows == 0 || Math.Abs(ring - text) > IsGap * Math.Abs(between - text);
    }

    private static bool Covers(TextBox one, TextBox other)
    {
        var high = Math.Min(one.Y + one.Height, other.Y + other.Height) - Math.Max(one.Y, other.Y);
        var wide = Math.Min(one.X + one.Width, other.X + other.Width) - Math.Max(one.X, other.X);
        return high > 0.4 * Math.Min(one.Height, other.Height) && wide > 0.3 * Math.Min(one.Width, other.Width);
    }

    /// <summary>A look with its strokes.</summary>
    private sealed class Layer(int width, int height)
    {
        public GreyPicture Picture { get; } = new(width, height);

        public Strokes Strokes { get; } = new(width, height);

        public bool IsSearched { get; set; }
    }
}
