using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Compressing;
using Lucene.Net.Codecs.Lucene46;

namespace Monitor.Embedded.Lucene;

/// <summary>Lucene's own format, but records are compressed a few at a time: a page of hits unpacks its records, not their neighbours too.</summary>
[CodecName(CodecName)]
internal sealed class ArchiveCodec() : FilterCodec(new Lucene46Codec())
{
    private const string CodecName = "MonitorArchive";

    /// <summary>Bytes that are compressed together; Lucene's own 16 KB take four times as long to read.</summary>
    private const int ChunkBytes = 2 << 10;

    public override StoredFieldsFormat StoredFieldsFormat { get; } = new CompressingStoredFieldsFormat(CodecName + "Records", CompressionMode.FAST, ChunkBytes);

    /// <summary>Makes the format known by its name, so that indices in it can be opened. Once, before the first one.</summary>
    public static void Register() => SetCodecFactory(new Known());

    private sealed class Known : DefaultCodecFactory
    {
        protected override void Initialize()
        {
            base.Initialize();
            PutCodecType(typeof(ArchiveCodec));
        }
    }
}
