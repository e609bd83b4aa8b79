using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public sealed class GrainStateKeyTests
{
    // Seen in a table that Orleans wrote.
    [Fact]
    public void Keys_hash_as_Orleans_hashes_them()
    {
        var key = new GrainStateKey("state", GrainId.Create("zoo", "k"));
        Assert.Equal(631257761, key.TypeHash);
        Assert.Equal(610029802, key.IdHash);
    }

    [Fact]
    public void Guid_and_integer_keys_stand_in_numbers_and_their_extension_in_the_text()
    {
        var guid = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var key = new GrainStateKey("state", GrainId.Create("zoo", $"{guid:N}+more"));
        var bytes = guid.ToByteArray();
        Assert.Equal((BitConverter.ToInt64(bytes, 0), BitConverter.ToInt64(bytes, 8), "more"), (key.N0, key.N1, key.Extension));
        Assert.Equal((int)StableHash.ComputeHash([.. "more".Reverse().Select(c => (byte)c), .. bytes.Reverse()]), key.IdHash);

        key = new GrainStateKey("state", new GrainId(GrainType.Create("zoo"), GrainIdKeyExtensions.CreateIntegerKey(-2)));
        Assert.Equal((0, -2, null), (key.N0, key.N1, key.Extension));
        Assert.Equal((int)StableHash.ComputeHash([255, 255, 255, 255, 255, 255, 255, 254]), key.IdHash);
    }
}
