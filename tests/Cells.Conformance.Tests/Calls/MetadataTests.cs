namespace Cells.Conformance.Calls;

public sealed class MetadataTests
{
    private static readonly CallMetadata Two = new(new("tenant", "blue"), new("trace-id", "ä1"));

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Metadata_reaches_the_handler_beside_its_request(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport);
        RelayClient client = relays.Client.With(new CallOptions { Metadata = Two });
        Assert.Equal("tenant=blue, trace-id=ä1", await client.MetadataAsync([1, 2, 3]));
        Assert.Equal("tenant=blue, trace-id=ä1", client.Metadata([1, 2, 3]));
        Assert.Equal("", await relays.Client.MetadataAsync([]));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Metadata_goes_with_requests_of_every_size(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport);
        RelayClient client = relays.Client.With(new CallOptions { Metadata = Two, Timeout = Peers.Patience });
        foreach (int bytes in new[] { 0, 1, 4_000, 5_000, 60_000, 70_000, 300_000 })
            Assert.Equal("tenant=blue, trace-id=ä1", await client.MetadataAsync(new byte[bytes]));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task As_much_metadata_as_is_allowed_arrives(string transport)
    {
        var most = new CallMetadata(Enumerable.Range(0, CallMetadata.MaxEntries).Select(static i => new KeyValuePair<string, string>($"key-{i}", new string('x', 90))));
        Assert.InRange(most.Image.Length, CallMetadata.MaxBytes * 3 / 4, CallMetadata.MaxBytes);
        await using Relays relays = await Relays.OpenAsync(transport);
        Assert.Equal(most.ToString(), await relays.Client.With(new CallOptions { Metadata = most }).MetadataAsync(new byte[200_000]));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_handler_passes_metadata_on_where_it_says_so(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport);
        Assert.Equal("tenant=blue, trace-id=ä1", await relays.Client.With(new CallOptions { Metadata = Two }).PassOnAsync());
    }

    [Fact]
    public void A_key_is_there_once_and_plain()
    {
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => new CallMetadata(new("a", "1"), new("a", "2"))).Message, StringComparison.Ordinal);
        Assert.Contains("'A b'", Assert.Throws<ArgumentException>(() => new CallMetadata(new KeyValuePair<string, string>("A b", "1"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CallMetadata(new KeyValuePair<string, string>("", "1")));
    }

    [Fact]
    public void More_than_is_allowed_is_an_error_that_quotes_the_limit()
    {
        var large = Assert.Throws<CellException>(() => new CallMetadata(new KeyValuePair<string, string>("a", new string('x', CallMetadata.MaxBytes))));
        Assert.Equal(CellErrorCode.ResourceExhausted, large.Code);
        Assert.Contains("8192 (CallMetadata.MaxBytes)", large.Message, StringComparison.Ordinal);
        var many = Assert.Throws<CellException>(() => new CallMetadata(Enumerable.Range(0, 65).Select(static i => new KeyValuePair<string, string>($"k{i}", ""))));
        Assert.Contains("64 (CallMetadata.MaxEntries)", many.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_replaces_the_one_of_its_key()
    {
        Assert.Equal("trace-id=ä1, tenant=red", Two.With("tenant", "red").ToString());
        Assert.Equal("red", Two.With("tenant", "red")["tenant"]);
        Assert.Null(Two["other"]);
    }
}
