using System.Globalization;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Reads what libwebp's webpmux says of an animation: pure.</summary>
internal static class WebpInfo
{
    private const int Columns = 9;

    /// <summary>Shortest time that a browser shows a picture of an animation; what is said to last no longer lasts 100 ms there.</summary>
    private const int ShortestMs = 10, DefaultMs = 100;

    /// <summary>Width and height in pixels, and the pictures in their order; none where it is no animation.</summary>
    public static (int Width, int Height, IReadOnlyList<AnimationFrame> Frames) Parse(string text)
    {
        var (width, height) = (0, 0);
        var frames = new List<AnimationFrame>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is ["Canvas", "size:", var wide, "x", var high]) (width, height) = (Number(wide), Number(high));
            if (words.Length < Columns || !words[0].EndsWith(':') || Number(words[0].TrimEnd(':')) != frames.Count + 1) continue;
            var lasts = Number(words[6]);
            frames.Add(new AnimationFrame(frames.Count + 1, Number(words[1]), Number(words[2]), Number(words[4]), Number(words[5]), lasts <= ShortestMs ? DefaultMs : lasts,
                words[7] == "background", words[8] == "yes"));
        }

        return (width, height, frames.TrueForAll(frame => frame.FitsIn(width, height)) ? frames : []);
    }

    private static int Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
