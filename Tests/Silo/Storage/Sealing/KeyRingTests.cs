using System.Text;
using System.Text.Json;
using OrleansJobs.Silo.Storage.Sealing;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage.Sealing;

public sealed class KeyRingTests
{
    private const string Place = "job:1:input";

    private readonly KeyRing _ring = new(Keys.Options("k1"));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"a\": \"\u0000 🦁\"}")]
    public void What_is_sealed_opens_for_its_place_and_is_a_JSON_string_that_names_its_key(string text)
    {
        var @sealed = Seal(text);
        Assert.Equal(text, Open(_ring, @sealed, Place));
        Assert.StartsWith(" \"sealed:1:k1:", @sealed, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.String, JsonDocument.Parse(@sealed).RootElement.ValueKind);
        Assert.Null(Open(_ring, @sealed, "job:1:result"));
        Assert.Null(Open(_ring, @sealed, "job:2:input"));
    }

    [Fact]
    public void The_same_text_is_sealed_otherwise_each_time() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => Seal("true")).Distinct().Count());

    [Fact]
    public void Whatever_is_changed_of_it_does_not_open()
    {
        var @sealed = Encoding.UTF8.GetBytes(Seal("{\"amount\":1}"));
        for (var i = 0; i < @sealed.Length; i++)
        {
            // Upper and lower case of a key's id are the same.
            var changed = @sealed.ToArray();
            changed[i] = (byte)(changed[i] == '7' ? '8' : '7');
            Assert.Null(_ring.Open(changed, Place));
            Assert.Null(_ring.Open(@sealed.AsSpan(0, i), Place));
        }
    }

    [Fact]
    public void Another_key_of_the_same_id_opens_nothing() => Assert.Null(Open(
        new KeyRing(new EncryptionOptions { Key = "k1", Keys = { ["k1"] = Keys.Of("k2") } }), Seal("1"), Place));

    [Fact]
    public void An_old_key_opens_and_the_current_one_seals()
    {
        var both = new KeyRing(Keys.Options("k2", "K1"));
        var old = Seal("1");
        Assert.Equal("1", Open(both, old, Place));
        Assert.False(both.IsCurrent(Encoding.UTF8.GetBytes(old)));
        Assert.False(both.IsCurrent("1"u8));
        Assert.True(both.IsCurrent(both.Seal("1"u8, Place)));
        var none = new KeyRing(Keys.Options("", "k1"));
        Assert.False(none.Seals);
        Assert.True(none.IsCurrent("1"u8));
        Assert.Equal("1", Open(none, old, Place));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"sealed:1:k1:AAAA\"")]
    [InlineData(" \"sealed:2:k1:AAAA\"")]
    [InlineData(" \"sealed:1:k1")]
    [InlineData(" \"sealed:1:k1:\"")]
    [InlineData(" \"sealed:1:k1:AAAA\"")]
    [InlineData(" \"sealed:1:k1:not base64\"")]
    [InlineData(" \"sealed:1::AAAA\"")]
    public void What_only_looks_like_it_does_not_open(string text) => Assert.Null(Open(_ring, text, Place));

    private string Seal(string text) => Encoding.UTF8.GetString(_ring.Seal(Encoding.UTF8.GetBytes(text), Place));

    private static string? Open(KeyRing ring, string text, string place) =>
        ring.Open(Encoding.UTF8.GetBytes(text), place) is { } plain ? Encoding.UTF8.GetString(plain) : null;
}
