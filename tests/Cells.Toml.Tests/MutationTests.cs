using System.Text;

namespace Cells.Toml.Tests;

public class MutationTests
{
    private const int Rounds = 20_000;

    private static readonly byte[] Interesting = [.. "[]{}\"'\\#=.,\n\r\t -+_:TZeExob0u"u8, 0x00, 0x7F, 0x80, 0xC3, 0xEF, 0xFF];

    [Fact]
    public void The_document_that_is_mutated_is_valid() => Assert.Equal(8, Documents.Read(Documents.Everything).Count);

    [Fact]
    public void A_mutated_document_is_read_or_refused_and_nothing_else()
    {
        var random = new Random(20260117);
        byte[] seed = Encoding.UTF8.GetBytes(Documents.Everything);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] document = Mutate(seed, random);
            try
            {
                TomlDocument.Parse(document);
            }
            catch (TomlException error)
            {
                refused++;
                Assert.InRange(error.Line, 1, 1 + document.Count(b => b == '\n'));
            }
            catch (Exception error)
            {
                Assert.Fail($"round {round}: {error}\n{Convert.ToBase64String(document)}");
            }
        }
        Assert.InRange(refused, Rounds / 4, Rounds - 1);
    }

    [Fact]
    public void Every_beginning_of_a_document_is_read_or_refused()
    {
        for (int length = 0; length < Documents.Everything.Length; length++)
        {
            Exception? error = Record.Exception(() => TomlDocument.Parse(Documents.Everything[..length]));
            Assert.True(error is null or TomlException, error?.ToString());
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> document = [.. seed];
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int at = random.Next(document.Count);
            int length = Math.Min(random.Next(1, 12), document.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    document[at] = Interesting[random.Next(Interesting.Length)];
                    break;
                case 1:
                    document.Insert(at, Interesting[random.Next(Interesting.Length)]);
                    break;
                case 2:
                    document.RemoveRange(at, length);
                    break;
                case 3:
                    document.InsertRange(random.Next(document.Count), document.GetRange(at, length));
                    break;
                default:
                    document[at] = (byte)random.Next(256);
                    break;
            }
        }
        return [.. document];
    }
}
