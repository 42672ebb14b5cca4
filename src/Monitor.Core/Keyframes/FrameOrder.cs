namespace Monitor.Core.Keyframes;

/// <summary>Looks up frames in ascending lists, by halving.</summary>
internal static class FrameOrder
{
    /// <summary>The frame nearest to a frame; -1 where there are none.</summary>
    public static int Nearest(IReadOnlyList<int> frames, int frame)
    {
        if (frames.Count == 0) return -1;
        var at = FirstFrom(frames, frame);
        return at > 0 && frame - frames[at - 1] < frames[at] - frame ? frames[at - 1] : frames[at];
    }

    /// <summary>The last frame that is not after a frame; the first one where all are.</summary>
    public static int LastUpTo(IReadOnlyList<int> frames, int frame)
    {
        var at = FirstFrom(frames, frame);
        return frames[at] > frame && at > 0 ? frames[at - 1] : frames[at];
    }

    /// <summary>The place of the first that is not before a frame, or of the last one.</summary>
    public static int FirstFrom(IReadOnlyList<int> frames, int frame) => First(0, frames.Count - 1, at => frames[at] >= frame);

    /// <summary>The first place between two for which something holds that holds for all after it; the last place where it holds for none.</summary>
    public static int First(int low, int high, Func<int, bool> holds)
    {
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(middle)) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
