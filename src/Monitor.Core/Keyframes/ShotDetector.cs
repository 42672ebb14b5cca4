namespace Monitor.Core.Keyframes;

/// <summary>Finds hard cuts in a stream of small grey frames: a frame starts a new shot where its difference to the one before stands
/// out from the differences around it (adaptive threshold, as PySceneDetect's AdaptiveDetector does on full frames).</summary>
public sealed class ShotDetector
{
    /// <summary>Size of the frames that are compared, in pixels.</summary>
    public const int Width = 64, Height = 36, FrameBytes = Width * Height;

    private const int Window = 3;
    private const double MinScore = 8, Ratio = 3.0;
    private const int MinShotFrames = 6;
    private readonly byte[] previous = new byte[FrameBytes];
    private readonly List<float> scores = [];

    /// <summary>Frames seen so far.</summary>
    public int Count => scores.Count;

    /// <summary>Takes the next frame: <see cref="FrameBytes"/> bytes of grey, row by row.</summary>
    public void Add(ReadOnlySpan<byte> frame)
    {
        long sum = 0;
        if (scores.Count > 0)
            for (var at = 0; at < FrameBytes; at++) sum += Math.Abs(frame[at] - previous[at]);
        scores.Add((float)sum / FrameBytes);
        frame.CopyTo(previous);
    }

    /// <summary>First and last frame of each shot, in order, without gaps.</summary>
    public IReadOnlyList<(int First, int Last)> Shots()
    {
        if (scores.Count == 0) return [];
        var shots = new List<(int, int)>();
        var first = 0;
        for (var frame = 1; frame < scores.Count; frame++)
        {
            if (frame - first < MinShotFrames || !IsCut(frame)) continue;
            shots.Add((first, frame - 1));
            first = frame;
        }

        shots.Add((first, scores.Count - 1));
        return shots;
    }

    private bool IsCut(int frame)
    {
        if (scores[frame] < MinScore) return false;
        double sum = 0;
        var count = 0;
        for (var near = Math.Max(1, frame - Window); near <= Math.Min(scores.Count - 1, frame + Window); near++)
        {
            if (near == frame) continue;
            if (scores[near] > scores[frame]) return false;
            sum += scores[near];
            count++;
        }

        return count == 0 || scores[frame] >= Ratio * (sum / count);
    }
}
