namespace Monitor.Core.Media.Ffmpeg;

/// <summary>A picture of an animation, and how it is put on the canvas.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="X">Pixels from the canvas's left.</param>
/// <param name="Y">Pixels from the canvas's top.</param>
/// <param name="DurationMs">How long it is shown, in milliseconds.</param>
/// <param name="IsCleared">True where its place is made transparent afterwards.</param>
/// <param name="IsBlended">True where what lies under it shines through; false where it takes the place of that.</param>
internal sealed record AnimationFrame(int Number, int Width, int Height, int X, int Y, int DurationMs, bool IsCleared, bool IsBlended)
{
    public bool FitsIn(int width, int height) => Width > 0 && Height > 0 && X + Width <= width && Y + Height <= height;
}
