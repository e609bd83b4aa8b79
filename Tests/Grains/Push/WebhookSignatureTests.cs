using System.Text;
using OrleansJobs.Grains.Push;
using Xunit;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>Signatures are those of Standard Webhooks.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    // The example of the specification's own libraries.
    private const string Expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Fact]
    public void The_example_of_the_specification_is_signed_as_it_is_there() => Assert.Equal(Expected, Sign(Secret));

    [Fact]
    public void There_is_a_signature_by_each_secret_in_their_order()
    {
        var other = $"whsec_{Convert.ToBase64String(new byte[64])}";
        Assert.Equal($"{Expected} {Sign(other)}", Sign(Secret, other));
        Assert.NotEqual(Expected, Sign(other));
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_!!!!")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("whsec_c2hvcnQ=")]
    public void What_is_no_secret_is_none(string text) => Assert.Null(WebhookSignature.KeyOf(text));

    private static string Sign(params string[] secrets) =>
        WebhookSignature.Of(secrets.Select(secret => WebhookSignature.KeyOf(secret)!), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));
}
